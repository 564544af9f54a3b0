namespace Locket.Classic;

/// <summary>What a step of an explanation is about.</summary>
public enum ExplanationPart
{
    /// <summary>How the scheme works.</summary>
    HowItWorks,

    /// <summary>What goes wrong with it, tried out.</summary>
    WhatGoesWrong,

    /// <summary>What Locket does instead, with the same tried out.</summary>
    WhatLocketDoes,
}
