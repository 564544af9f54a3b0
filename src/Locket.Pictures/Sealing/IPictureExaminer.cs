namespace Locket.Pictures;

/// <summary>Says what a picture is from its bytes alone, without decoding it.</summary>
public interface IPictureExaminer
{
    /// <summary>Examines a picture.</summary>
    /// <param name="content">The picture, at its first byte; it can seek and stays open.</param>
    /// <returns>What it is. Whatever the bytes are, they are no reason to throw: what is wrong with them is a note.</returns>
    /// <exception cref="IOException">The content cannot be read.</exception>
    PictureExamination Examine(Stream content);
}
