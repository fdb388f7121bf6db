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
