namespace Locket.Keys;

internal static class KeyFile
{
    public static SymmetricKey Read(string path) => throw new NotImplementedException();

    public static void Write(string path, SymmetricKey key) => throw new NotImplementedException();
}
