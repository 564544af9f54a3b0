namespace Locket.Pictures.Previews;

/// <summary>One color of a JPEG, and its samples at the preview's scale.</summary>
internal sealed class JpegComponent
{
    public required byte Id { get; init; }

    /// <summary>Blocks of 8 by 8 samples in a unit of all colors, across and down: 1 to 4.</summary>
    public required int Across { get; init; }

    public required int Down { get; init; }

    /// <summary>The number of its quantization table.</summary>
    public required int Quantization { get; init; }

    /// <summary>Blocks in a row, whole units; and rows of blocks.</summary>
    public int BlocksAcross { get; set; }

    public int BlocksDown { get; set; }

    /// <summary>Blocks that hold the picture, where this color stands alone in a scan.</summary>
    public int OwnBlocksAcross { get; set; }

    public int OwnBlocksDown { get; set; }

    /// <summary>Samples of a block on each side: 1, its mean, or 2.</summary>
    public int Side { get; set; } = 1;

    /// <summary>Pixels of the picture that a sample stands for, across and down.</summary>
    public int CellWidth { get; set; }

    public int CellHeight { get; set; }

    /// <summary>Row by row, in an array that may be longer; empty until its scan begins.</summary>
    public byte[] Samples { get; set; } = [];

    /// <summary>Whether its scan has begun.</summary>
    public bool IsRead { get; set; }

    public int Stride => BlocksAcross * Side;
}
