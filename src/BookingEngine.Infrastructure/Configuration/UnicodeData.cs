using System.Globalization;
using System.Runtime.InteropServices;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The Unicode and culture data of ICU, which the runtime takes from the operating system.</summary>
public static class UnicodeData
{
    private const string InvariantMode = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private const string Missing =
        "ICU is missing: the Unicode data for passwords and mail addresses, and the dates of mails. Install the package libicu (on Alpine icu-libs and "
        + $"icu-data-full), and unset {InvariantMode}.";

    // The languages of mails. Some packages of ICU have only English.
    private static readonly string[] Languages = ["de", "en", "es", "fr", "pt"];

    /// <summary>Makes the program independent of the machine's language: everything is formatted and compared by the invariant culture, unless the
    /// code names another one. Call it first.</summary>
    /// <exception cref="SettingException">The data is missing.</exception>
    public static void Prepare()
    {
        // The runtime ends the process with a stack trace when it first needs the data and has none. So ask for it before.
        if (!IsInstalled())
        {
            Environment.SetEnvironmentVariable(InvariantMode, "1"); // for the rest of this process, so that it can print the message
            throw new SettingException(Missing);
        }

        if (!IsUsed())
        {
            throw new SettingException(Missing);
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    private static bool IsInstalled()
    {
        try
        {
            return LoadIcu() != 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return true; // on Windows, ICU belongs to the operating system
        }
    }

    private static bool IsUsed() => "e\u0301".Normalize() == "\u00e9" && Languages.Select(FirstMonth).Distinct().Count() == Languages.Length;

    private static string FirstMonth(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).DateTimeFormat.GetMonthName(1);
        }
        catch (CultureNotFoundException)
        {
            return "";
        }
    }

    [DllImport("libSystem.Globalization.Native", EntryPoint = "GlobalizationNative_LoadICU")]
    private static extern int LoadIcu();
}
