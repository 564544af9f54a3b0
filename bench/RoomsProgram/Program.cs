using System.Globalization;
using System.Text.Json.Nodes;
using Locket.Bench.Rooms;

// RoomsProgram rates ROUNDS: handshakes, sealing and opening, each beside the bare calls it needs.
// RoomsProgram latency TEXTS-PER-SECOND SECONDS: two members over a relay on this machine.
// Prints JSON: seconds for one operation and round.
switch (args)
{
    case ["rates", string rounds]:
        JsonArray rates = [];
        foreach (Pair pair in (IEnumerable<Pair>)[HandshakeRates.Measure(Number(rounds)), .. MessageRates.Measure(Number(rounds))])
        {
            rates.Add(new JsonObject
            {
                ["name"] = pair.Name,
                ["locket"] = Numbers(pair.Locket),
                ["floor"] = Numbers(pair.Floor),
                ["allocatedBytes"] = pair.AllocatedInBytes,
            });
        }

        await Console.Out.WriteLineAsync(rates.ToJsonString());
        return 0;

    case ["latency", string rate, string seconds]:
        Latencies latencies = await EndToEnd.MeasureAsync(Number(rate), TimeSpan.FromSeconds(Number(seconds)));
        await Console.Out.WriteLineAsync(new JsonObject
        {
            ["rate"] = latencies.TextsPerSecond,
            ["median"] = latencies.Median,
            ["p99"] = latencies.Percentile99,
            ["longest"] = latencies.Longest,
        }.ToJsonString());
        return 0;

    default:
        await Console.Error.WriteLineAsync("usage: RoomsProgram rates ROUNDS | latency TEXTS-PER-SECOND SECONDS");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => JsonValue.Create(value))];
