namespace BookingEngine.LocalHost.Startup;

/// <summary>What the environment says, then a <c>.env</c> file in the working directory; variables that are set win.</summary>
public static class EnvironmentConfiguration
{
    public static Func<string, string?> Read()
    {
        var file = EnvFile.Read(".env");
        return name => Environment.GetEnvironmentVariable(name) ?? file.GetValueOrDefault(name);
    }
}
