using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms;

/// <summary>What a member needs to know of a room: its address, its suite, and the secret made of its password (PRS).</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RoomKeys : IDisposable
{
    /// <summary>The length of a room's address in bytes.</summary>
    public const int AddressInBytes = 16;

    /// <summary>The length of PRS in bytes.</summary>
    internal const int PasswordSecretInBytes = 32;

    private readonly byte[] _address;
    private readonly SecretBytes _passwordSecret;

    /// <summary>Takes the secret over.</summary>
    internal RoomKeys(ReadOnlySpan<byte> address, SecretBytes passwordSecret, CipherSuite suite)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(address.Length, AddressInBytes, nameof(address));
        ArgumentOutOfRangeException.ThrowIfNotEqual(passwordSecret.LengthInBytes, PasswordSecretInBytes, nameof(passwordSecret));
        if (suite is not (CipherSuite.Aes256 or CipherSuite.Aes128))
        {
            throw new ArgumentOutOfRangeException(nameof(suite), suite, "unknown suite");
        }

        _address = address.ToArray();
        _passwordSecret = passwordSecret;
        Suite = suite;
    }

    /// <summary>Gets the address, 16 bytes, by which the relay knows the room.</summary>
    public ReadOnlySpan<byte> Address => _address;

    /// <summary>Gets the suite of the whole room.</summary>
    public CipherSuite Suite { get; }

    /// <summary>Gets PRS, 32 bytes.</summary>
    internal ReadOnlySpan<byte> PasswordSecret => _passwordSecret.Span;

    /// <summary>Derives a room's keys from code and password: two runs of Argon2id with 64 MiB each.</summary>
    /// <param name="code">The room's code.</param>
    /// <param name="password">The room's password, at most <see cref="RoomAddressKeys.MaxPasswordInBytes"/> bytes.</param>
    /// <param name="suite">The room's suite, which its invitation tells.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentException">The password is longer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The suite is unknown.</exception>
    /// <exception cref="InsufficientMemoryException">The memory cannot be had.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RoomKeys Derive(RoomCode code, Password password, CipherSuite suite, CancellationToken cancellationToken = default)
    {
        using RoomAddressKeys keys = RoomAddressKeys.Derive(code, cancellationToken);
        return keys.WithPassword(password, suite, cancellationToken);
    }

    /// <summary>Zeroes the secret; pairing is not possible any more.</summary>
    public void Dispose() => _passwordSecret.Dispose();

    /// <summary>Says what this is and nothing of it.</summary>
    /// <returns><c>RoomKeys</c>.</returns>
    public override string ToString() => nameof(RoomKeys);
}
