namespace Locket.Cli.Operations.Classic;

/// <summary>The table of schemes, in the order of the help.</summary>
internal static class ClassicSchemes
{
    private const string Iterations = "--iterations";
    private const string Hash = "--hash";
    private const string Salt = "--salt";
    private const string SaltFile = "--salt-file";
    private const string KeySize = "--key-size";
    private const string WriteKey = "--write-key";

    public static IReadOnlyList<ClassicScheme> All { get; } =
    [
        new()
        {
            Name = "cbc-file",
            CreateWorker = () => new CbcFileWorker(),
            Warning = Unauthenticated("cbc-file"),
            Parameters = [Iterations, Hash, Salt, SaltFile, KeySize, WriteKey],
        },
        new()
        {
            Name = "cbc-hmac",
            CreateWorker = () => new CbcHmacWorker(),
            Warning = "classic: cbc-hmac leaves its IV out of the MAC, so the first 16 bytes can be altered without anybody noticing",
            Parameters = [Iterations, Hash, Salt, SaltFile, KeySize],
            IsText = true,
        },
        new()
        {
            Name = "cbc-hmac-v2",
            CreateWorker = () => new CbcHmacV2Worker(),
            Parameters = [Iterations, KeySize],
        },
        new()
        {
            Name = "gcm-image",
            CreateWorker = () => new GcmImageWorker(),
            Parameters = [Iterations, Hash, Salt, SaltFile, KeySize],
            PasswordVariable = "IMAGE_ENCRYPTION_PASSWORD",
            TakesFolders = true,
        },
        new()
        {
            Name = "chat-cbc",
            CreateWorker = () => new ChatCbcWorker(),
            Warning = Unauthenticated("chat-cbc"),
            Parameters = [Iterations, Hash, Salt, SaltFile, KeySize],
        },
        new()
        {
            Name = "socket-cbc",
            CreateWorker = () => new SocketCbcWorker(),
            Warning = Unauthenticated("socket-cbc"),
            IsText = true,
            PasswordIsKey = true,
        },
        new()
        {
            Name = "openssl-enc",
            CreateWorker = () => new OpenSslEncWorker(),
            Warning = Unauthenticated("openssl-enc"),
            Parameters = [Iterations, "--cipher", "--digest", "--bytes-to-key", "--base64", "--no-salt", "--iv"],
        },
        new()
        {
            Name = "aes-crypt",
            CreateWorker = () => new AesCryptWorker(),
            Parameters = [Iterations],
            CanEncrypt = false,
        },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(scheme => scheme.Name)];

    public static ClassicScheme Find(string name) => All.First(scheme => string.Equals(scheme.Name, name, StringComparison.Ordinal));

    private static string Unauthenticated(string name)
        => $"classic: {name} has no authentication: nobody notices when its bytes are damaged or altered";
}
