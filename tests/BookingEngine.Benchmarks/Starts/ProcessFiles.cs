using System.Globalization;

namespace BookingEngine.Benchmarks.Starts;

/// <summary>Which files a process has in memory, as Linux tells in <c>/proc</c>.</summary>
public static class ProcessFiles
{
    /// <summary>The names of the folder's files that the process has loaded, sorted.</summary>
    public static IReadOnlyList<string> LoadedFrom(string folder, int process) =>
    [
        .. (from line in File.ReadLines($"/proc/{process}/maps")
            let at = line.IndexOf('/', StringComparison.Ordinal)
            where at >= 0 && Path.GetDirectoryName(line[at..]) == folder
            select Path.GetFileName(line[at..])).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The only child of a process.</summary>
    public static int ChildOf(int parent) => (
        from folder in Directory.GetDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : 0
        where id > 0 && ParentOf(folder) == parent
        select id).Single();

    // After the name, which is in parentheses and may contain anything: the state, then the parent.
    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText($"{folder}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }
}
