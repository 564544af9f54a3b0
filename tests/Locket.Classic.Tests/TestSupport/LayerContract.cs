using Xunit;

namespace Locket.Tests.TestSupport;

/// <summary>Folders of a library depend on each other in one direction only, and its names say where a type belongs.</summary>
public abstract class LayerContract
{
    private readonly LayeredSources _sources;

    /// <param name="library">The library's name, its folder's below <c>src</c>, and its root namespace.</param>
    /// <param name="layers">Its folders, from what callers use down to what everything uses; empty for what lies in no folder.</param>
    protected LayerContract(string library, string[][] layers)
    {
        _sources = new LayeredSources(library, layers);
    }

    [Fact]
    public void Folders_AllOfTheLibrary_HaveALayer() => _sources.RequireLayerOfEach();

    [Fact]
    public void Namespaces_AllOfTheLibrary_ArePublicInTheRootAndInternalByFolder() => _sources.RequireNamespaces();

    [Fact]
    public void Dependencies_BetweenFolders_RunOneWay() => _sources.RequireOneWay();
}
