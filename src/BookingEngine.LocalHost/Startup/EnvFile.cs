using BookingEngine.Infrastructure.Configuration;
using DotNetEnv;

namespace BookingEngine.LocalHost.Startup;

/// <summary>A file of lines <c>NAME=value</c>.</summary>
internal static class EnvFile
{
    /// <summary>All of them; the last of a name counts. None where there is no file.</summary>
    /// <exception cref="SettingException">A line is none of those. The parser's own text would show what it read.</exception>
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
            throw new SettingException($"{Path.GetFullPath(path)} must have lines such as NAME=value: line {e.Position.Line} is none.");
        }
    }

    /// <summary>Puts the lines in the place of what was there, for the owner's eyes only. Written whole beside and moved into place: a crash leaves
    /// the old file or the new one.</summary>
    /// <exception cref="SettingException">It could not be written.</exception>
    public static void WriteForOwner(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        var beside = path + ".new";
        try
        {
            File.Delete(beside);
            using (var file = new FileStream(beside, ForOwner()))
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
            throw new SettingException($"DATA_DIR must be a folder that this process may write to; {path} could not be written.");
        }
    }

    private static FileStreamOptions ForOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
