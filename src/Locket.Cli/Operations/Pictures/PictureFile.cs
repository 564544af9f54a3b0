namespace Locket.Cli.Operations.Pictures;

/// <summary>One input of a picture command.</summary>
/// <param name="Name">As the person named it, or below the folder that they named.</param>
/// <param name="Path">Its full path.</param>
/// <param name="RelativeFolder">Where its output goes below the output folder; empty for directly in it.</param>
/// <param name="LengthInBytes">Its length.</param>
internal sealed record PictureFile(string Name, string Path, string RelativeFolder, long LengthInBytes)
{
    /// <summary>The folder that it is in, as the person would write it.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Name) ?? string.Empty;
}
