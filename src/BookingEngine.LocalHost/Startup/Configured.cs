using DotNetEnv;

namespace BookingEngine.LocalHost.Startup;

/// <summary>What the environment says, then a <c>.env</c> file in the working directory; variables that are set win.</summary>
public static class Configured
{
    public static Func<string, string?> Read()
    {
        var file = File.Exists(".env")
            ? Env.NoEnvVars().Load(".env").GroupBy(pair => pair.Key).ToDictionary(g => g.Key, g => g.Last().Value)
            : [];
        return name => Environment.GetEnvironmentVariable(name) ?? file.GetValueOrDefault(name);
    }
}
