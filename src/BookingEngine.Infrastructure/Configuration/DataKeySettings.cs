using BookingEngine.Privacy;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The settings of data keys. A previous one alone opens what other processes wrap already, and wraps nothing.</summary>
public static class DataKeySettings
{
    public const string Current = "DATA_KEY", Previous = "DATA_KEY_PREVIOUS";

    public static DataKeys Read(SettingReader read) => (Find(read, Current), Find(read, Previous)) switch
    {
        (var current, { } previous) => new DataKeys(current, previous),
        (var current, null) => new DataKeys(current),
    };

    /// <summary>Null if it is not set.</summary>
    public static DataKey? Find(SettingReader read, string name) => read.Text(name) switch
    {
        null => null,
        { } text when Parse(text) is { } secret => new DataKey(secret),
        _ => throw new SettingException($"{name} must be {DataKey.Size} bytes in hexadecimal or Base64, such as the output of: openssl rand -hex {DataKey.Size}"),
    };

    private static byte[]? Parse(string text)
    {
        try
        {
            return (text.Length == 2 * DataKey.Size ? Convert.FromHexString(text) : Convert.FromBase64String(text)) is { Length: DataKey.Size } secret ? secret : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
