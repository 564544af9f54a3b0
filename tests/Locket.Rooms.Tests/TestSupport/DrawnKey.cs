using Locket.Rooms.Curves;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>A private key out of given random bytes, so that a test's keys are the same every time.</summary>
internal static class DrawnKey
{
    /// <summary>Draws 32 bytes until they are a scalar (CPace draft 21, section 10.7: rejection keeps them uniform).</summary>
    public static P256PrivateKey From(Action<Span<byte>> fill)
    {
        byte[] scalar = new byte[P256PrivateKey.LengthInBytes];
        P256PrivateKey? key;
        do
        {
            fill(scalar);
        }
        while (!P256PrivateKey.TryImport(scalar, out key));

        return key;
    }
}
