using System.Globalization;
using System.Text;
using Locket;

// Argon2Program SALT MEMORY-IN-KIB PASSES LANES TAG-LENGTH-IN-BYTES: derives once from the password on standard input and prints the tag
// in hexadecimal, as the reference program `argon2 SALT -id -k MEMORY -t PASSES -p LANES -l LENGTH -r` does.
if (args.Length != 5)
{
    Console.Error.WriteLine("usage: Argon2Program SALT MEMORY-IN-KIB PASSES LANES TAG-LENGTH-IN-BYTES < PASSWORD");
    return 2;
}

using MemoryStream password = new();
using (Stream input = Console.OpenStandardInput())
{
    input.CopyTo(password);
}

Argon2idParameters cost = new() { MemoryInKiB = Number(args[1]), Passes = Number(args[2]), Lanes = Number(args[3]) };
byte[] tag = Argon2id.DeriveKey(password.ToArray(), Encoding.UTF8.GetBytes(args[0]), cost, Number(args[4]));
Console.Out.WriteLine(Convert.ToHexStringLower(tag));
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
