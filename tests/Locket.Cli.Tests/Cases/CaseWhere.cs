namespace Locket.Cli.Tests.Cases;

/// <summary>How a case runs the command.</summary>
internal enum CaseWhere
{
    /// <summary>In the process of the tests only.</summary>
    InProcess,

    /// <summary>In the process of the tests, and once more as the published program.</summary>
    Both,

    /// <summary>As the published program only.</summary>
    Binary,
}
