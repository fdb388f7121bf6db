using System.Security.Cryptography;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The secrets that the first start generates if they are not configured. The file in the data folder is readable only by its
/// owner. A folder of an earlier version gets no data key unless asked: with one, that version can no longer serve it.</summary>
public sealed class GeneratedSecrets
{
    private static readonly string[] Names = ["API_KEY", "JWT_SECRET_KEY"];
    private readonly Dictionary<string, string> _values;

    private GeneratedSecrets(string path, Dictionary<string, string> values, IReadOnlyList<string> created) =>
        (Path, _values, Created) = (path, values, created);

    /// <summary>For a deployment that must configure all secrets.</summary>
    public static GeneratedSecrets None { get; } = new("", [], []);

    public string Path { get; }

    /// <summary>The names of the secrets that this start generated.</summary>
    public IReadOnlyList<string> Created { get; }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Reads the secrets in the folder and generates the missing ones.</summary>
    /// <param name="configured">Whether a secret is configured, so that it needs none in the folder.</param>
    /// <param name="save">Whether to save generated secrets. If not, they last as long as this process.</param>
    public static GeneratedSecrets ReadOrCreate(string folder, Func<string, bool> configured, bool save = true) =>
        ReadOrCreate(folder, HasKeys(folder) ? Names : [.. Names, DataKeySettings.Current], configured, save);

    /// <summary>Generates and saves the data key too if it is missing. No process may serve from the folder meanwhile.</summary>
    public static GeneratedSecrets WithDataKey(string folder, Func<string, bool> configured) =>
        ReadOrCreate(folder, [.. Names, DataKeySettings.Current], configured, save: true);

    private static bool HasKeys(string folder) => File.Exists(System.IO.Path.Combine(folder, "keys.db"));

    private static GeneratedSecrets ReadOrCreate(string folder, string[] names, Func<string, bool> configured, bool save)
    {
        var path = System.IO.Path.Combine(folder, "secrets.env");
        var values = EnvFile.Read(path);
        string[] missing = [.. names.Where(name => !values.ContainsKey(name) && !configured(name))];
        foreach (var name in missing)
        {
            values[name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        }

        if (save && missing.Length > 0)
        {
            EnvFile.WriteForOwner(path, values);
        }

        return new GeneratedSecrets(path, values, missing);
    }
}
