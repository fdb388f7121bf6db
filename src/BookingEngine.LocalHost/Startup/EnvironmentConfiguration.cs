namespace BookingEngine.LocalHost.Startup;

/// <summary>Reads variables of the environment and of a <c>.env</c> file in the working directory. The environment wins.</summary>
public static class EnvironmentConfiguration
{
    public static Func<string, string?> Read()
    {
        var file = EnvFile.Read(".env");
        return name => Environment.GetEnvironmentVariable(name) ?? file.GetValueOrDefault(name);
    }
}
