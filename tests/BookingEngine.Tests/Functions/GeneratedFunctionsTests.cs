using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using BookingEngine.LocalHost.Hosting;

namespace BookingEngine.Tests.Functions;

/// <summary>The code that the Worker SDK generates into the built function app. Without it the worker would use reflection, or miss functions in a
/// referenced assembly.</summary>
public sealed class GeneratedFunctionsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "FunctionApp");

    private static IEnumerable<string> EntryPoints => FoundFunction.All.Select(f => $"{f.Method.DeclaringType!.FullName}.{f.Method.Name}");

    [Fact]
    public void The_host_reads_every_function_from_the_metadata_file()
    {
        var listed = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "functions.metadata")))!.AsArray();
        Assert.Equal(
            FoundFunction.All.Select(f => f.Name).Order(StringComparer.Ordinal), listed.Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
        Assert.Equal(EntryPoints.Order(StringComparer.Ordinal), listed.Select(f => (string)f!["entryPoint"]!).Order(StringComparer.Ordinal));
        Assert.All(listed, f => Assert.Equal("BookingEngine.Functions.dll", (string)f!["scriptFile"]!));
    }

    [Fact]
    public void The_worker_finds_and_calls_every_function_through_generated_code()
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(Folder, "BookingEngine.FunctionApp.dll")));
        var reader = file.GetMetadataReader();
        var types = reader.TypeDefinitions.Select(t => reader.GetString(reader.GetTypeDefinition(t).Name)).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "DirectFunctionExecutor", "FunctionExecutorAutoStartup", "GeneratedFunctionMetadataProvider", "FunctionMetadataProviderAutoStartup",
            },
            types);
        Assert.Empty(EntryPoints.Except(TextsIn(reader)));
    }

    // The generated executor compares each call with its entry points, which are string literals of the assembly.
    private static HashSet<string> TextsIn(MetadataReader reader)
    {
        HashSet<string> texts = [];
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            texts.Add(reader.GetUserString(handle));
        }

        return texts;
    }
}
