using System.Security.Cryptography;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The secrets that the first start makes where none are configured, kept in the data folder for the owner's eyes only.</summary>
public sealed class GeneratedSecrets
{
    private static readonly string[] Names = ["API_KEY", "JWT_SECRET_KEY"];
    private readonly Dictionary<string, string> _values;

    private GeneratedSecrets(string path, Dictionary<string, string> values, IReadOnlyList<string> madeNow) =>
        (Path, _values, MadeNow) = (path, values, madeNow);

    /// <summary>For a deployment that makes nothing up.</summary>
    public static GeneratedSecrets None { get; } = new("", [], []);

    public string Path { get; }

    /// <summary>The names of those that this start made.</summary>
    public IReadOnlyList<string> MadeNow { get; }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Those kept in the folder; with <paramref name="configured"/> telling which need none, the missing ones are made, and
    /// kept unless <paramref name="keep"/> says that they are for the moment only.</summary>
    public static GeneratedSecrets ReadOrMake(string folder, Func<string, bool> configured, bool keep = true)
    {
        var path = System.IO.Path.Combine(folder, "secrets.env");
        var values = EnvFile.Read(path);
        string[] missing = [.. Names.Where(name => !values.ContainsKey(name) && !configured(name))];
        foreach (var name in missing)
        {
            values[name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        }

        if (keep && missing.Length > 0)
        {
            EnvFile.WriteForOwner(path, values);
        }

        return new GeneratedSecrets(path, values, missing);
    }
}
