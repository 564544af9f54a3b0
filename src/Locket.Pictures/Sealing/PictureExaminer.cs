namespace Locket.Pictures;

/// <summary>Examines pictures by what this library recognizes (docs/pictures.md, "Recognition" and "Details").</summary>
public sealed class PictureExaminer : IPictureExaminer
{
    /// <inheritdoc/>
    public PictureExamination Examine(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!PictureInfo.TryRead(content, out PictureInfo? info))
        {
            return new PictureExamination { Note = "no picture that is known" };
        }

        PictureDetails details = PictureDetails.Read(content);
        return new PictureExamination
        {
            TakenAt = details.Taken,
            TakenOffset = details.TakenOffset,
            HasPlace = details.HasPlace,
            MediaType = info.MediaType,
            Width = info.Width,
            Height = info.Height,
            Orientation = info.Orientation,
            IsAnimated = info.IsAnimated,
            Note = info.Damage switch
            {
                PictureDamage.None => null,
                PictureDamage.CutOff => "a broken picture: its end is missing",
                _ => "a broken picture: it is not as its format demands",
            },
        };
    }
}
