using Locket.Passwords;

namespace Locket;

/// <summary>Derives keys from passwords with Argon2id, version 0x13 (RFC 9106).</summary>
/// <remarks>
/// The memory is taken outside the garbage-collected heap and given back when the method returns, also when it throws.
/// The methods may be called from several threads at once; each call takes its own memory.
/// </remarks>
public static class Argon2id
{
    /// <summary>The shortest key, in bytes (RFC 9106, section 3.1).</summary>
    public const int MinDestinationLengthInBytes = 4;

    /// <summary>The shortest salt, in bytes. RFC 9106 recommends 16 for passwords.</summary>
    public const int MinSaltLengthInBytes = 8;

    /// <summary>The most lanes (RFC 9106, section 3.1).</summary>
    public const int MaxLanes = (1 << 24) - 1;

    /// <summary>The least memory, in KiB, for each lane (RFC 9106, section 3.1).</summary>
    public const int MinMemoryInKiBPerLane = 8;

    /// <summary>Derives a key into <paramref name="destination"/>.</summary>
    /// <param name="password">The password's bytes; may be empty.</param>
    /// <param name="salt">The salt, at least 8 bytes.</param>
    /// <param name="parameters">The cost.</param>
    /// <param name="destination">Receives the key, at least 4 bytes; its length is part of the computation. Untouched if the method
    /// throws.</param>
    /// <param name="secret">A further secret (the RFC's K), or empty.</param>
    /// <param name="associatedData">Associated data (the RFC's X), or empty.</param>
    /// <param name="cancellationToken">Looked at four times in each pass.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> or <paramref name="destination"/> is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="parameters"/> is out of range.</exception>
    /// <exception cref="InsufficientMemoryException">The memory cannot be had. The cost is never lowered instead.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void DeriveKey(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        Argon2idParameters parameters,
        Span<byte> destination,
        ReadOnlySpan<byte> secret = default,
        ReadOnlySpan<byte> associatedData = default,
        CancellationToken cancellationToken = default)
    {
        Validate(salt, parameters);
        if (destination.Length < MinDestinationLengthInBytes)
        {
            throw new ArgumentException($"A key has at least {MinDestinationLengthInBytes} bytes.", nameof(destination));
        }

        DeriveKeyCore(password, salt, parameters, destination, secret, associatedData, cancellationToken);
    }

    /// <summary>Derives a key of <paramref name="lengthInBytes"/> bytes into a new array, which is the caller's to zero.</summary>
    /// <param name="password">The password's bytes; may be empty.</param>
    /// <param name="salt">The salt, at least 8 bytes.</param>
    /// <param name="parameters">The cost.</param>
    /// <param name="lengthInBytes">The key's length, at least 4; part of the computation.</param>
    /// <param name="secret">A further secret (the RFC's K), or empty.</param>
    /// <param name="associatedData">Associated data (the RFC's X), or empty.</param>
    /// <param name="cancellationToken">Looked at four times in each pass.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameters"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="salt"/> is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lengthInBytes"/> or a value of <paramref name="parameters"/> is out of
    /// range.</exception>
    /// <exception cref="InsufficientMemoryException">The memory cannot be had. The cost is never lowered instead.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static byte[] DeriveKey(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        Argon2idParameters parameters,
        int lengthInBytes,
        ReadOnlySpan<byte> secret = default,
        ReadOnlySpan<byte> associatedData = default,
        CancellationToken cancellationToken = default)
    {
        Validate(salt, parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthInBytes, MinDestinationLengthInBytes);
        byte[] key = new byte[lengthInBytes];
        DeriveKeyCore(password, salt, parameters, key, secret, associatedData, cancellationToken);
        return key;
    }

    private static void Validate(ReadOnlySpan<byte> salt, Argon2idParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (salt.Length < MinSaltLengthInBytes)
        {
            throw new ArgumentException($"A salt has at least {MinSaltLengthInBytes} bytes.", nameof(salt));
        }

        if (parameters.Lanes is < 1 or > MaxLanes)
        {
            throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Lanes, $"Lanes is 1 to {MaxLanes}.");
        }

        if (parameters.Passes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Passes, "Passes is at least 1.");
        }

        // At most 8 × (2^24 - 1): no overflow.
        if (parameters.MemoryInKiB < MinMemoryInKiBPerLane * parameters.Lanes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(parameters), parameters.MemoryInKiB, $"MemoryInKiB is at least {MinMemoryInKiBPerLane} for each lane.");
        }
    }

    private static void DeriveKeyCore(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        Argon2idParameters parameters,
        Span<byte> destination,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associatedData,
        CancellationToken cancellationToken)
    {
        var inputs = new Argon2Inputs { Password = password, Salt = salt, Secret = secret, AssociatedData = associatedData };
        var run = new Argon2Run { Parameters = parameters, CancellationToken = cancellationToken };
        run.DeriveKey(inputs, destination);
    }
}
