using System.Diagnostics;
using System.Text.Json.Nodes;
using BookingEngine.LocalHost;
using BookingEngine.Times;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program, run like its users run it.</summary>
public static class LocalHostProgram
{
    private const string File = "BookingEngine.LocalHost.dll";
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE"];

    /// <summary>Next to the tests, where the build copies a referenced program, or in its own output folder.</summary>
    private static string Assembly { get; } = Runnable(Path.GetDirectoryName(typeof(LocalHostApplication).Assembly.Location)!)
        ?? Runnable(AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "BookingEngine.Tests"), Path.Combine("src", "BookingEngine.LocalHost"), StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"{File} was not built: dotnet build BookingEngine.sln");

    /// <summary>The <c>dotnet</c> executable of the current runtime.</summary>
    private static string Dotnet { get; } = Path.GetFullPath(Path.Combine(
        System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <param name="folder">The working directory.</param>
    /// <param name="variables">The whole environment: variables of the test process are not passed on.</param>
    public static ProcessStartInfo With(string folder, IEnumerable<(string Name, string Value)> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var kept = Inherited.Where(start.Environment.ContainsKey).Select(name => (name, start.Environment[name]!)).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept.Concat(variables))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Gives the program the zone data of a file, by a runtime configuration of its own in its working directory.</summary>
    public static void SetZoneData(ProcessStartInfo start, string file)
    {
        var configuration = JsonNode.Parse(System.IO.File.ReadAllText(Path.ChangeExtension(Assembly, ".runtimeconfig.json")))!;
        var options = configuration["runtimeOptions"]!.AsObject();
        var properties = options["configProperties"] as JsonObject ?? [];
        properties[ZoneData.FileProperty] = file;
        options["configProperties"] = properties.DeepClone();
        var path = Path.Combine(start.WorkingDirectory, "zone-data.runtimeconfig.json");
        System.IO.File.WriteAllText(path, configuration.ToJsonString());
        foreach (var (place, argument) in new[] { "exec", "--runtimeconfig", path }.Index())
        {
            start.ArgumentList.Insert(place, argument);
        }
    }

    private static string? Runnable(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, Path.ChangeExtension(File, ".runtimeconfig.json"))) ? Path.Combine(folder, File) : null;
}
