namespace Locket.Rooms.Cpace;

/// <summary>What one side sends: its share, a point in 65 bytes, and data that the key will vouch for.</summary>
internal readonly ref struct CpaceMessage
{
    /// <summary>The longest associated data in bytes; a room needs a version, suites and one public key.</summary>
    public const int MaxAssociatedDataInBytes = 1024;

    public CpaceMessage(ReadOnlySpan<byte> share, ReadOnlySpan<byte> associatedData)
    {
        Share = share;
        AssociatedData = associatedData;
    }

    /// <summary>Gets Ya or Yb as it came, unchecked.</summary>
    public ReadOnlySpan<byte> Share { get; }

    /// <summary>Gets ADa or ADb.</summary>
    public ReadOnlySpan<byte> AssociatedData { get; }
}
