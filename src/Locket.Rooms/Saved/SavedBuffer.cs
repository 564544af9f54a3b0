using System.Security.Cryptography;
using System.Text;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Messages;
using Locket.Secrets;

namespace Locket.Rooms.Saved;

/// <summary>A saved state while it grows, on the pinned heap; what is outgrown is zeroed. All numbers are big-endian.</summary>
internal sealed class SavedBuffer : IDisposable
{
    private const int FirstInBytes = 4_096;

    private byte[] _bytes = Allocate(FirstInBytes);
    private int _length;

    public void Write(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Write(byte value) => Writer(sizeof(byte)).Write(value);

    public void Write(ushort value) => Writer(sizeof(ushort)).Write(value);

    public void Write(uint value) => Writer(sizeof(uint)).Write(value);

    public void Write(ulong value) => Writer(sizeof(ulong)).Write(value);

    public void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    /// <summary>Writes a time, of which only whole milliseconds are kept.</summary>
    public void Write(DateTimeOffset time) => Write((ulong)time.ToUnixTimeMilliseconds());

    public void Write(MemberId id) => id.CopyTo(Take(MemberId.LengthInBytes));

    public void Write(EntryHash id) => id.CopyTo(Take(EntryHash.LengthInBytes));

    public void Write(MessageHash hash) => hash.CopyTo(Take(MessageHash.LengthInBytes));

    /// <summary>Writes the length and then the bytes.</summary>
    public void WriteBlock(scoped ReadOnlySpan<byte> bytes)
    {
        Write((uint)bytes.Length);
        Write(bytes);
    }

    /// <summary>Writes the length in bytes and then the text.</summary>
    public void WriteText(string text)
    {
        int lengthInBytes = Encoding.UTF8.GetByteCount(text);
        Write((uint)lengthInBytes);
        Encoding.UTF8.GetBytes(text, Take(lengthInBytes));
    }

    public SecretBytes ToSecret() => new(_bytes.AsSpan(0, _length));

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    private static byte[] Allocate(int lengthInBytes) => GC.AllocateArray<byte>(lengthInBytes, pinned: true);

    private FieldWriter Writer(int lengthInBytes) => new(Take(lengthInBytes));

    private Span<byte> Take(int lengthInBytes)
    {
        if (_bytes.Length - _length < lengthInBytes)
        {
            byte[] larger = Allocate(checked(Math.Max(2 * _bytes.Length, _length + lengthInBytes)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            CryptographicOperations.ZeroMemory(_bytes);
            _bytes = larger;
        }

        Span<byte> taken = _bytes.AsSpan(_length, lengthInBytes);
        _length += lengthInBytes;
        return taken;
    }
}
