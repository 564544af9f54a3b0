namespace Locket.Passwords;

/// <summary>One derivation: which kernel, how many threads, whose memory. Defaults are the best this machine has.</summary>
internal sealed class Argon2Run
{
    public required Argon2idParameters Parameters { get; init; }

    public Argon2KernelKind Kernel { get; init; } = Argon2Kernels.Best;

    /// <summary>Gets the most threads to use, the caller's among them; the result does not depend on it.</summary>
    public int MaxWorkers { get; init; } = Environment.ProcessorCount;

    public bool MemoryFromKernel { get; init; } = Argon2Pages.IsSupported;

    public CancellationToken CancellationToken { get; init; }

    public void DeriveKey(in Argon2Inputs inputs, Span<byte> destination)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var geometry = new Argon2Geometry(Parameters);
        int workers = (int)Math.Min(geometry.Lanes, (uint)MaxWorkers);
        ulong workspaces = 2 * (uint)workers;
        using var memory = Argon2Memory.Allocate(geometry.Blocks + (workspaces * Argon2Workspace.LengthInBlocks), MemoryFromKernel);
        switch (Kernel)
        {
            case Argon2KernelKind.Vector512:
                Argon2Engine<Argon2Vector512Kernel>.DeriveKey(memory, geometry, inputs, destination, workers, CancellationToken);
                break;
            case Argon2KernelKind.Vector256:
                Argon2Engine<Argon2Vector256Kernel>.DeriveKey(memory, geometry, inputs, destination, workers, CancellationToken);
                break;
            case Argon2KernelKind.Vector128:
                Argon2Engine<Argon2Vector128Kernel>.DeriveKey(memory, geometry, inputs, destination, workers, CancellationToken);
                break;
            default:
                Argon2Engine<Argon2PortableKernel>.DeriveKey(memory, geometry, inputs, destination, workers, CancellationToken);
                break;
        }
    }
}
