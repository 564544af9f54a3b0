using System.Diagnostics;
using System.Security.Cryptography;
using Locket.Rooms.Invitations;
using Locket.Secrets;

namespace Locket.Rooms;

/// <summary>What comes of a room's code alone: its address, and the salt that its password will need.</summary>
/// <remarks>Kept apart from the password's part, so that who mistypes the password derives this only once.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RoomAddressKeys : IDisposable
{
    /// <summary>The longest password of a room in bytes of UTF-8.</summary>
    public const int MaxPasswordInBytes = 4096;

    private const int SaltInBytes = 16;
    private const int DerivedInBytes = 48;

    // The salt is as good a secret as the code: with it, and not without, passwords could be prepared in advance.
    private readonly SecretBytes _derived;

    private RoomAddressKeys(SecretBytes derived) => _derived = derived;

    /// <summary>Gets the address, 16 bytes, by which the relay knows the room.</summary>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public ReadOnlySpan<byte> Address => _derived.Span[..RoomKeys.AddressInBytes];

    /// <summary>Derives the address from the code: one run of Argon2id with 64 MiB.</summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The address and the salt.</returns>
    /// <exception cref="InsufficientMemoryException">The memory cannot be had.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RoomAddressKeys Derive(RoomCode code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        Span<byte> canonical = stackalloc byte[RoomCode.LengthInCharacters];
        Span<byte> salt = stackalloc byte[SHA256.HashSizeInBytes];
        code.WriteCanonical(canonical);
        SHA256.HashData("locket/v1 code"u8, salt);
        SecretBytes derived = new(DerivedInBytes);
        try
        {
            Argon2id.DeriveKey(canonical, salt[..SaltInBytes], RoomKdf.Cost, derived.Span, cancellationToken: cancellationToken);
            return new RoomAddressKeys(derived);
        }
        catch (Exception)
        {
            derived.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(canonical);
        }
    }

    /// <summary>Adds the password: another run of Argon2id with 64 MiB.</summary>
    /// <param name="password">The room's password, at most <see cref="MaxPasswordInBytes"/> bytes.</param>
    /// <param name="suite">The room's suite, which its invitation tells.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The keys of the room.</returns>
    /// <exception cref="ArgumentException">The password is longer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The suite is unknown.</exception>
    /// <exception cref="InsufficientMemoryException">The memory cannot be had.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public RoomKeys WithPassword(Password password, CipherSuite suite, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Utf8.Length > MaxPasswordInBytes)
        {
            throw new ArgumentException($"a room's password has at most {MaxPasswordInBytes} bytes", nameof(password));
        }

        SecretBytes secret = new(RoomKeys.PasswordSecretInBytes);
        try
        {
            ReadOnlySpan<byte> salt = _derived.Span.Slice(RoomKeys.AddressInBytes, SaltInBytes);
            Argon2id.DeriveKey(password.Utf8, salt, RoomKdf.Cost, secret.Span, cancellationToken: cancellationToken);
            return new RoomKeys(Address, secret, suite);
        }
        catch (Exception)
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>Zeroes the salt; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _derived.Dispose();

    /// <summary>Says what this is and nothing of it.</summary>
    /// <returns><c>RoomAddressKeys</c>.</returns>
    public override string ToString() => nameof(RoomAddressKeys);
}
