namespace Locket.Pictures.Decoding;

/// <summary>What an argument of a system call must be. A filter sees values only, never what a pointer points at.</summary>
/// <param name="Argument">Which, from 0.</param>
/// <param name="Test">How it is compared.</param>
/// <param name="Value">With what.</param>
internal readonly record struct ArgumentCheck(int Argument, ArgumentTest Test, uint Value = 0);
