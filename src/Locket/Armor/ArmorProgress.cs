namespace Locket.Armor;

/// <summary>Where an <see cref="ArmorDecoder"/> stands.</summary>
internal enum ArmorProgress
{
    /// <summary>There are decoded bytes to take.</summary>
    Output,

    /// <summary>More text is needed, or the word that there is none.</summary>
    NeedsInput,

    /// <summary>The end line and the end of the text were verified.</summary>
    Finished,

    /// <summary>A rule is broken; everything before it was given out.</summary>
    Failed,
}
