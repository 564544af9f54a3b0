namespace Locket.Metadata;

internal static class SafeFileName
{
    public static string From(string name) => throw new NotImplementedException();
}
