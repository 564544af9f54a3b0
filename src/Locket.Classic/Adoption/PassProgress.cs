namespace Locket.Classic.Adoption;

/// <summary>Several passes over one content as one way from 0 to the classic file's length.</summary>
internal sealed class PassProgress
{
    private readonly IProgress<long>? _progress;
    private readonly long _lengthInBytes;
    private readonly int _passes;
    private int _pass = -1;

    public PassProgress(IProgress<long>? progress, long lengthInBytes, int passes)
    {
        _progress = progress;
        _lengthInBytes = lengthInBytes;
        _passes = passes;
    }

    /// <summary>Begins the next pass, and reports so: nothing of it is read before.</summary>
    public IProgress<long>? Next()
    {
        _pass++;
        if (_progress is null)
        {
            return null;
        }

        Report(_pass, 0);
        return new Pass(this, _pass);
    }

    private void Report(int pass, long done)
        => _progress!.Report((long)(((double)pass * _lengthInBytes + Math.Min(done, _lengthInBytes)) / _passes));

    private sealed class Pass(PassProgress all, int number) : IProgress<long>
    {
        public void Report(long value) => all.Report(number, value);
    }
}
