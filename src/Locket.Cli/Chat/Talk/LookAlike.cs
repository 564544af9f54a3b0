using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Locket.Cli.Chat.Talk;

/// <summary>What names look like: two with one skeleton may be taken for each other, and some should never stand alone.</summary>
/// <remarks>
/// Coarse on purpose: a wrong likeness only shows an id more. The letters are those of Cyrillic and Greek that common fonts draw like Latin
/// ones, capital or small; of other scripts with such letters no name stands alone.
/// </remarks>
internal static class LookAlike
{
    /// <summary>Letters and what they look like, in pairs: Cyrillic, Greek, others of Latin, digits.</summary>
    private const string Likes =
        "АaаaВbвbЕeеeЗ3з3КkкkМmмmНhнhОoоoРpрpСcсcТtтtУyуyХxхxІlіlЈjјjЅsѕsԀdԁdҺhһhԚqԛqԜwԝwГrгrПnпnЬbьbБ6б6ӀlӏlԌgԍgѴvѵvҮyүy"
        + "ΑaαaΒbβbΕeεeΖzζzΗhηnΙlιlΚkκkΜmμmΝnνvΟoοoΡpρpΤtτtΥyυuΧxχxγyωwσoςc"
        + "ılɩlɑaɡgøoØođdĐdłlŁlħhĦhŧtŦtƅbɪlʟlʙbɴnʀrʏyßb"
        + "0o1lIl|l";

    private static readonly FrozenDictionary<Rune, char> Letters = Pairs();

    /// <summary>The name with everything gone by which look-alikes differ: case, accents, width, spaces, marks, script.</summary>
    public static string Skeleton(string name)
    {
        StringBuilder folded = new();
        foreach (Rune rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Letters.TryGetValue(rune, out char letter))
            {
                folded.Append(letter);
            }
            else if ((Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol) && !IsBlank(rune))
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return folded.Replace('i', 'l').Replace("rn", "m").Replace("vv", "w").ToString();
    }

    /// <summary>
    /// Whether a name could be taken for something else than a name: it has brackets, as ids stand in, or a colon, as stands before a text;
    /// it is hexadecimal digits, as an id is; or it mixes scripts that look alike.
    /// </summary>
    public static bool NeedsId(string name)
    {
        int scripts = 0;
        bool isHex = name.Length >= 8;
        foreach (Rune rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            isHex &= rune.IsAscii && char.IsAsciiHexDigit((char)rune.Value);
            scripts |= ScriptOf(rune);
            if (IsBlank(rune) || rune.Value == ':' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.MathSymbol)
            {
                return true;
            }
        }

        return isHex || !(scripts == 0 || int.IsPow2(scripts)) || (scripts & Scripts.Other) != 0;
    }

    /// <summary>Letters and symbols that leave their place empty: the fillers of Hangul, the empty pattern of Braille.</summary>
    private static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0x2800;

    private static int ScriptOf(Rune rune) => !Rune.IsLetter(rune) ? 0 : rune.Value switch
    {
        <= 0x24F or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA720 and <= 0xA7FF) => Scripts.Latin,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Scripts.Greek,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Scripts.Cyrillic,

        // Latin of phonetics, Armenian, Cherokee, Coptic, Lisu, Deseret.
        (>= 0x250 and <= 0x2AF) or (>= 0x1D00 and <= 0x1DBF) or (>= 0x530 and <= 0x58F) or (>= 0x13A0 and <= 0x13FF)
            or (>= 0xAB30 and <= 0xABBF) or (>= 0x2C80 and <= 0x2CFF) or (>= 0xA4D0 and <= 0xA4FF) or (>= 0x10400 and <= 0x1044F)
            => Scripts.Other,
        _ => 0,
    };

    private static FrozenDictionary<Rune, char> Pairs()
        => Likes.Chunk(2).ToFrozenDictionary(pair => new Rune(pair[0]), pair => pair[1]);

    private static class Scripts
    {
        public const int Latin = 1;
        public const int Greek = 2;
        public const int Cyrillic = 4;
        public const int Other = 8;
    }
}
