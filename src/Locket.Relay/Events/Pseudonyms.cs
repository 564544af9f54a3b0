using System.Security.Cryptography;
using Locket.Relay.Limits;
using Locket.Wire;

namespace Locket.Relay.Events;

/// <summary>
/// Names rooms and network addresses so that lines of one day can be told to belong together, and nothing else can be told.
/// </summary>
/// <remarks>
/// The key is random, in memory only, and replaced at the first use on each day (UTC): who has the log cannot try out addresses, which for
/// IPv4 would take seconds, and cannot follow anybody from day to day.
/// </remarks>
internal sealed class Pseudonyms : IDisposable
{
    /// <summary>Eight bytes: two of a million names are alike once in 37 million days.</summary>
    private const int LengthInBytes = 8;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly byte[] _key = new byte[32];
    private long _day = -1;

    public Pseudonyms(TimeProvider time) => _time = time;

    public string Of(RoomAddress address)
    {
        Span<byte> input = stackalloc byte[1 + RoomAddress.LengthInBytes];
        input[0] = (byte)'r';
        address.Write(input[1..]);
        return Name(input);
    }

    public string Of(NetworkAddress address)
    {
        Span<byte> input = stackalloc byte[18];
        input[0] = (byte)'n';
        address.Write(input[1..]);
        return Name(input);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private string Name(ReadOnlySpan<byte> input)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        lock (_lock)
        {
            long day = _time.GetUtcNow().Ticks / TimeSpan.TicksPerDay;
            if (day != _day)
            {
                RandomNumberGenerator.Fill(_key);
                _day = day;
            }

            HMACSHA256.HashData(_key, input, mac);
        }

        return Convert.ToHexStringLower(mac[..LengthInBytes]);
    }
}
