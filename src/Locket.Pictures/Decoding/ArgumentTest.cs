namespace Locket.Pictures.Decoding;

/// <summary>What a filter can ask of the lower half of an argument.</summary>
internal enum ArgumentTest
{
    /// <summary>It is the value.</summary>
    IsEqual,

    /// <summary>It has all bits of the value.</summary>
    HasAll,

    /// <summary>It has no bit of the value.</summary>
    HasNone,

    /// <summary>All 64 bits of it are zero: a null pointer.</summary>
    IsNull,
}
