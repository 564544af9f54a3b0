using Xunit;

namespace Locket.Classic.Tests.Schemes;

/// <summary>
/// Files and messages that PyCryptodome wrote with the programs' own parameters, kept here so that no change of ours goes unnoticed.
/// </summary>
public sealed class KnownBytesTests
{
    private static readonly byte[] Plaintext = "Attack at dawn, \u00e9t\u00e9!"u8.ToArray();

    /// <summary>Under the password <c>correct horse</c>, or for socket-cbc under its program's key.</summary>
    public static TheoryData<string, string> Known => new()
    {
        { "cbc-file", "000102030405060708090A0B0C0D0E0F960D76003EC3E98726EBE98F58FEA2F50585C7E424F7437A95F6602EAF4D29E8" },
        { "cbc-hmac", "7B2263697068657274657874223A20224E736D65686970593071386B7A624674303755362B416C676A556C417966426E414E467344576E676255553D"
            + "222C20226976223A202245424553457851564668635947526F624842306548773D3D222C202273616C74223A20224141454341775146426763494351"
            + "6F4C4441304F44773D3D222C20226D6163223A20226A2B347930653539392F726C524C3739305767513050454F64745145555949726D726472755961"
            + "2B6F7A453D227D" },
        { "cbc-hmac-v2", "6362632D686D61632D763203000927C0000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F5A6BEEC93354EFCB720D3F90"
            + "B5A1DFFE1DAC41F3EC5545D8EB2E74D4BB7918C571A9ABEF40C40B499B2A388094EFEB9CD97D7E35C65A061991E8FFA2EA77FD4C" },
        { "gcm-image", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B487795D74648E989F2AB428752F55A6D33D0696B3DF66460A296DAA31EE042A1"
            + "CCBAAF8A5B73" },
        { "chat-cbc", "000102030405060708090A0B0C0D0E0FCAA038808D9DFD0E12F7F5502977DF5E04A4B4A21B6E26EC66F6C07300C19430" },
        { "socket-cbc", "41414543417751464267634943516F4C4441304F44316D5466356D79443973426B7863626756754C776C694A534C4C34397A6A7142464E7133396472"
            + "6C4E734E" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task Decrypt_KnownBytes_GivesThePlaintext(string name, string hex)
    {
        byte[] file = Convert.FromHexString(hex);
        using ClassicSecret password = ClassicSecret.FromPassword("correct horse");
        using ClassicSecret key = ClassicSecret.FromKey("Sixteen byte key"u8);
        using MemoryStream source = new(file);
        using MemoryStream target = new();
        CbcFileOptions salt = new() { Salt = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray() };
        CancellationToken stop = TestContext.Current.CancellationToken;
        switch (name)
        {
            case "cbc-file":
                await CbcFile.DecryptAsync(source, target, password, salt, stop);
                break;
            case "cbc-hmac":
                Assert.True(CbcHmacMessage.TryParse(file, out CbcHmacMessage? message));
                target.Write(CbcHmac.Decrypt(message, password));
                Assert.Equal(System.Text.Encoding.UTF8.GetString(Plaintext), CbcHmac.DecryptText(message, password));
                break;
            case "cbc-hmac-v2":
                await CbcHmacV2.DecryptAsync(source, target, password, options: null, stop);
                break;
            case "gcm-image":
                target.Write(GcmImage.Decrypt(file, password));
                break;
            case "chat-cbc":
                target.Write(ChatCbc.Decrypt(file, password));
                break;
            default:
                target.Write(SocketCbc.Decrypt(file, key));
                break;
        }

        Assert.Equal(Plaintext, target.ToArray());
    }
}
