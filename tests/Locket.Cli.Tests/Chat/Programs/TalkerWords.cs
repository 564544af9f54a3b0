using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>Everything that a program said on both outputs, also what nobody waited for: what a test shows when it fails.</summary>
internal sealed class TalkerWords
{
    /// <summary>The last events of each program, those before are shown by how many they were.</summary>
    private const int Shown = 60;

    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _error = new();

    /// <param name="folder">Those who talk in one folder are shown together.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="process">Whose outputs are read by the caller.</param>
    public TalkerWords(string folder, string name, Process process)
    {
        _name = string.Create(CultureInfo.InvariantCulture, $"{name}, process {process.Id}");
        _process = process;
        List<TalkerWords> others = Others(folder);
        lock (others)
        {
            others.Add(this);
        }
    }

    public string Error
    {
        get
        {
            lock (_lock)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>What all who talked in a folder said last.</summary>
    public static string OfAll(string folder)
    {
        List<TalkerWords> others = Others(folder);
        lock (others)
        {
            return string.Join('\n', others);
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Reads the error output to its end.</summary>
    public async Task<string> ReadErrorAsync(CancellationToken cancellationToken)
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer, cancellationToken)) > 0)
        {
            lock (_lock)
            {
                _error.Append(buffer, 0, read);
            }
        }

        return Error;
    }

    public override string ToString()
    {
        lock (_lock)
        {
            int skipped = Math.Max(0, _lines.Count - Shown);
            string last = string.Join('\n', _lines.Skip(skipped));
            return string.Create(
                CultureInfo.InvariantCulture, $"== {_name}, {State()}; {skipped} events, then:\n{last}\nand on its error output:\n{_error}");
        }
    }

    private static List<TalkerWords> Others(string folder)
        => (List<TalkerWords>)TestContext.Current.KeyValueStorage.GetOrAdd(folder, _ => new List<TalkerWords>())!;

    private string State()
    {
        try
        {
            return _process.HasExited ? string.Create(CultureInfo.InvariantCulture, $"ended with {_process.ExitCode}") : "running";
        }
        catch (InvalidOperationException)
        {
            return "ended and gone";
        }
    }
}
