using System.Security.Cryptography;
using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;

namespace Locket.Cli.Operations;

/// <summary>Makes random passwords that can be read aloud and typed without mistakes.</summary>
internal static class NewPassword
{
    public const int DefaultBits = 125;

    private const int BitsPerCharacter = 5;
    private const int GroupLength = 5;

    /// <summary>Thirty-two characters, none of which is taken for another (the digits 0 and 1 stand for o, i and l).</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static int LengthFor(int bits) => (bits + BitsPerCharacter - 1) / BitsPerCharacter;

    /// <summary>Makes a password.</summary>
    /// <param name="length">Random characters; the dashes between groups of five come on top.</param>
    /// <returns>The password; the caller zeroes it.</returns>
    public static char[] Make(int length)
    {
        char[] password = GC.AllocateArray<char>(length + ((length - 1) / GroupLength), pinned: true);
        for (int i = 0; i < password.Length; i++)
        {
            password[i] = i % (GroupLength + 1) == GroupLength ? '-' : Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        }

        return password;
    }

    public static int Print(CommandRun run, int length, bool json)
    {
        char[] password = Make(length);
        try
        {
            if (json)
            {
                NewPasswordJson answer = new(new string(password), length * BitsPerCharacter);
                run.Console.OutputText.WriteLine(JsonSerializer.Serialize(answer, AnswerJson.Readable.NewPasswordJson));
            }
            else
            {
                run.Console.OutputText.WriteLine(password);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(password.AsSpan()));
        }

        return (int)ExitCode.Success;
    }
}
