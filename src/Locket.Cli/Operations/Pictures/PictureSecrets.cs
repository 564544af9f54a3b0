using Locket.Cli.Commands;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// What opens a batch of sealed pictures: what the options give, or one password, asked for with the first file that anything could open.
/// A batch works on several files at once, so nobody is asked again in its middle.
/// </summary>
internal static class PictureSecrets
{
    /// <returns>The credentials; they live as long as the opener.</returns>
    public static async Task<IReadOnlyList<Credential>> SettleAsync(
        CommandRun run, FileOpener opener, CredentialChoice choice, IReadOnlyList<PictureFile> files, CancellationToken cancellationToken)
    {
        bool asks = choice.Ask || !choice.NamesAnything;
        foreach (PictureFile file in files)
        {
            try
            {
                using LocketInput input = LocketInput.Open(run.Console, file.Name);
                using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
                break;
            }
            catch (LocketException failure) when (failure.Reason != LocketFailure.NoSlotOpens)
            {
                // No file to ask for a password with. It is told of in its turn.
            }
            catch (LocketException) when (!asks)
            {
                // What opens this one may be missing; what opens the others was given.
                break;
            }
        }

        return opener.Known;
    }
}
