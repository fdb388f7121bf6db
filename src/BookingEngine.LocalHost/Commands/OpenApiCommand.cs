using BookingEngine.Infrastructure.Configuration;
using BookingEngine.OpenApi;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Writes the API document.</summary>
public static class OpenApiCommand
{
    public static void Run(string? file, TextWriter console)
    {
        var document = DocumentWriter.Write();
        if (file is null)
        {
            console.Write(document);
            return;
        }

        try
        {
            File.WriteAllText(file, document);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"--output must be a file that can be written; {file} cannot.");
        }
    }
}
