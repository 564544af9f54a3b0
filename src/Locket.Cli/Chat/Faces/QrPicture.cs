using System.Collections;
using System.Text;
using QRCoder;

namespace Locket.Cli.Chat.Faces;

/// <summary>An invitation as a QR code, two modules in a character, to be shown dark on light.</summary>
internal static class QrPicture
{
    /// <summary>The light border. The standard asks for 4; 2 is what readers need, and more would not fit small terminals.</summary>
    private const int Border = 2;

    public static IReadOnlyList<string> Lines(string text)
    {
        using QRCodeGenerator generator = new();

        // The lowest correction: a screen is not dirty, and fewer modules are larger ones.
        using QRCodeData code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        int quiet = QuietZone(code.ModuleMatrix);
        int size = code.ModuleMatrix.Count - (2 * quiet) + (2 * Border);
        bool IsDark(int row, int column)
        {
            (row, column) = (row - Border + quiet, column - Border + quiet);
            return row >= 0 && column >= 0 && row < code.ModuleMatrix.Count && column < code.ModuleMatrix.Count
                && code.ModuleMatrix[row][column];
        }

        List<string> lines = [];
        for (int row = 0; row < size; row += 2)
        {
            StringBuilder line = new(size);
            for (int column = 0; column < size; column++)
            {
                line.Append((IsDark(row, column), IsDark(row + 1, column)) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>How many light rows the library puts around the code itself.</summary>
    private static int QuietZone(List<BitArray> modules) => modules.FindIndex(row => row.Cast<bool>().Any(module => module));
}
