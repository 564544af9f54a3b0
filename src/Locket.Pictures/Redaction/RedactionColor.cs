namespace Locket.Pictures;

/// <summary>What hidden pixels become.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct RedactionColor(byte Red, byte Green, byte Blue);
