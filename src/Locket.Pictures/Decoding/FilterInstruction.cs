using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>An instruction of a classic packet filter (Linux: struct sock_filter).</summary>
/// <param name="Code">What it does.</param>
/// <param name="IfTrue">Instructions to skip where a comparison holds.</param>
/// <param name="IfFalse">Instructions to skip where it does not.</param>
/// <param name="Value">A number.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
