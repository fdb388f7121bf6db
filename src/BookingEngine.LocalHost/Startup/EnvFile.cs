using BookingEngine.Infrastructure.Configuration;
using DotNetEnv;

namespace BookingEngine.LocalHost.Startup;

/// <summary>Reads a file of lines <c>NAME=value</c>; the last of a name counts.</summary>
internal static class EnvFile
{
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
}
