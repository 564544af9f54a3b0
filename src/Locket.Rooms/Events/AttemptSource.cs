namespace Locket.Rooms;

/// <summary>Who noticed an attempt at the password.</summary>
public enum AttemptSource
{
    /// <summary>This member: somebody's proof was wrong or did not come.</summary>
    Here,

    /// <summary>Another member, which told us.</summary>
    Elsewhere,
}
