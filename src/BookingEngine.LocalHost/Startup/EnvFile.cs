using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Files;
using DotNetEnv;

namespace BookingEngine.LocalHost.Startup;

/// <summary>A file of lines <c>NAME=value</c>.</summary>
internal static class EnvFile
{
    /// <summary>The last line of a name wins. Empty if there is no file.</summary>
    /// <exception cref="SettingException">A line has another format. The message does not show the line, which may contain a secret.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var lines = File.ReadAllLines(path);
        return Array.TrueForAll(lines, IsPlain) ? ReadPlain(lines) : ReadQuoted(path);
    }

    // The generated secrets are such lines. To read them here saves the start from loading a parser.
    private static bool IsPlain(string line)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        for (var n = 0; n < line.Length; n++)
        {
            if (n != at && !(n < at ? char.IsAsciiLetterUpper(line[n]) || line[n] == '_' : char.IsAsciiLetterOrDigit(line[n])))
            {
                return false;
            }
        }

        return at > 0;
    }

    private static Dictionary<string, string> ReadPlain(string[] lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            values[line[..at]] = line[(at + 1)..];
        }

        return values;
    }

    // Apart, so that the parser is loaded only for it.
    private static Dictionary<string, string> ReadQuoted(string path)
    {
        try
        {
            return Env.NoEnvVars().Load(path).GroupBy(pair => pair.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        }
        catch (Sprache.ParseException e)
        {
            throw new SettingException($"{Path.GetFullPath(path)} must have lines such as NAME=value. Correct line {e.Position.Line}.");
        }
    }

    /// <summary>Replaces the file with one that only its owner can read. It writes a new file and moves it into place, so that a crash leaves
    /// either the old file or the new one.</summary>
    /// <exception cref="SettingException">The file could not be written.</exception>
    public static void WriteForOwner(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        var beside = path + ".new";
        try
        {
            File.Delete(beside);
            using (var file = OwnerOnly.Create(beside))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(string.Concat(values.Select(pair => $"{pair.Key}={pair.Value}\n")));
                writer.Flush();
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"DATA_DIR must be a folder that this process may write to. {path} could not be written.");
        }
    }
}
