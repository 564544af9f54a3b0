using Locket.Pictures.Containers;

namespace Locket.Pictures.Carriers;

/// <summary>Cuts files into pieces and hands each, with its head, to whoever writes the picture.</summary>
internal sealed class CarrierPieces
{
    private readonly IReadOnlyList<Stream> _files;

    public CarrierPieces(IReadOnlyList<Stream> files)
    {
        _files = files;
    }

    public delegate void PieceWriter(ReadOnlySpan<byte> piece);

    /// <param name="maxInBytes">The longest piece with its head.</param>
    /// <param name="write">Called for each, in order.</param>
    public void Write(int maxInBytes, PieceWriter write)
    {
        int room = maxInBytes - CarrierPiece.LengthInBytes;
        byte[] piece = new byte[maxInBytes];
        for (int layer = 0; layer < _files.Count; layer++)
        {
            long rest = _files[layer].Length - _files[layer].Position;
            uint count = checked((uint)((rest + room - 1) / room));
            for (uint number = 0; number < count; number++)
            {
                int length = (int)Math.Min(rest, room);
                new CarrierPiece(layer, number, count).Write(piece);
                _files[layer].ReadExactly(piece.AsSpan(CarrierPiece.LengthInBytes, length));
                write(piece.AsSpan(0, CarrierPiece.LengthInBytes + length));
                rest -= length;
            }
        }
    }
}
