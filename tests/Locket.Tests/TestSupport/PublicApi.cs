using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Locket.Tests.TestSupport;

/// <summary>The public types and members of an assembly as text, one a line, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private const string Variable = "LOCKET_UPDATE_SNAPSHOTS";

    /// <summary>Fails where the assembly's public face is not what tests/testdata/api says; whoever changes it changes both.</summary>
    public static async Task RequireSnapshotAsync(Assembly assembly)
    {
        string path = Repository.PathOf("tests", "testdata", "api", assembly.GetName().Name + ".txt");
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable(Variable) is "1")
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        string expected = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string[] gone = [.. expected.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal).Select(line => "- " + line)];
        string[] come = [.. actual.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal).Select(line => "+ " + line)];
        Assert.True(
            string.Equals(expected, actual, StringComparison.Ordinal),
            $"The public API changed; if that is meant, run the tests once with {Variable}=1.\n{string.Join('\n', [.. gone, .. come])}");
    }

    private static string Describe(Assembly assembly)
    {
        IEnumerable<string> lines = assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => (string[])[Describe(type), .. Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member)]);
        return string.Join('\n', lines) + "\n";
    }

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        string[] bases = [.. (type.BaseType is Type parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? (Type[])[parent] : [])
            .Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []))
            .Where(found => !type.IsEnum && found.IsPublic)
            .Select(Name).Order(StringComparer.Ordinal)];
        return $"{kind} {type.FullName}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : string.Empty)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => string.Create(
                CultureInfo.InvariantCulture, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
        }

        // What records generate is no choice of anyone.
        return type.GetMembers(Declared)
            .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(Describe)
            .OfType<string>();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field.IsPublic, field.IsFamily) =>
            $"{(field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}" : $"{Name(field.FieldType)} {field.Name}")}",
        ConstructorInfo constructor when IsVisible(constructor.IsPublic, constructor.IsFamily) =>
            $"{Access(constructor)}.ctor({Parameters(constructor)})",
        MethodInfo method when !method.IsSpecialName && IsVisible(method.IsPublic, method.IsFamily) =>
            $"{Access(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property when property.GetMethod is MethodInfo get && IsVisible(get.IsPublic, get.IsFamily) =>
            $"{Access(get)}{Name(property.PropertyType)} {property.Name} {{ get; {Setter(property)}}}",
        _ => null,
    };

    private static bool IsVisible(bool isPublic, bool isFamily) => isPublic || isFamily;

    private static string Access(MethodBase method)
        => (method.IsStatic ? "static " : string.Empty) + (method.IsFamily ? "protected " : string.Empty) + (method.IsAbstract ? "abstract " : string.Empty);

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { IsPublic: true } set)
        {
            return string.Empty;
        }

        return set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty)
        + $"{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : string.Empty)));

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : string.Empty);
        }

        if (Nullable.GetUnderlyingType(type) is Type value)
        {
            return Name(value) + "?";
        }

        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
