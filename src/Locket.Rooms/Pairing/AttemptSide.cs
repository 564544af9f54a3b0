namespace Locket.Rooms.Pairing;

/// <summary>Where an attempt at the password was seen.</summary>
internal enum AttemptSide
{
    /// <summary>Here, as A: an answer did not prove the password.</summary>
    Answer,

    /// <summary>Here, as B: our answer was not followed by a proof for 30 s.</summary>
    Silence,

    /// <summary>At another member, who told of it.</summary>
    Told,
}
