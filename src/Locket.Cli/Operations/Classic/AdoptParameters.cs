using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>What the parameter options say, in the words of the library. They are given only together with their scheme.</summary>
internal static class AdoptParameters
{
    public static ClassicOpenOptions Opening(ClassicParameters given)
    {
        ClassicOpenOptions own = new();
        return new ClassicOpenOptions
        {
            CbcFile = CbcFileWorker.Options(given),
            CbcHmac = own.CbcHmac with
            {
                Iterations = given.Iterations ?? own.CbcHmac.Iterations,
                Hash = given.Hash ?? own.CbcHmac.Hash,
                KeySizeInBits = given.KeySizeInBits ?? own.CbcHmac.KeySizeInBits,
            },
            CbcHmacV2 = own.CbcHmacV2 with { MaxIterations = given.Iterations ?? own.CbcHmacV2.MaxIterations },
            GcmImage = own.GcmImage with
            {
                Iterations = given.Iterations ?? own.GcmImage.Iterations,
                Hash = given.Hash ?? own.GcmImage.Hash,
                KeySizeInBits = given.KeySizeInBits ?? own.GcmImage.KeySizeInBits,
            },
            ChatCbc = own.ChatCbc with
            {
                Iterations = given.Iterations ?? own.ChatCbc.Iterations,
                Hash = given.Hash ?? own.ChatCbc.Hash,
                Salt = given.Salt is null ? own.ChatCbc.Salt : new ReadOnlyMemory<byte>(given.Salt),
                KeySizeInBits = given.KeySizeInBits ?? own.ChatCbc.KeySizeInBits,
            },
            OpenSslEnc = given.SaysHowOpenSsl || given.Iv.Length > 0 ? OpenSslEncWorker.Options(given) : null,
            AesCrypt = own.AesCrypt with { MaxIterations = given.Iterations ?? own.AesCrypt.MaxIterations },
        };
    }
}
