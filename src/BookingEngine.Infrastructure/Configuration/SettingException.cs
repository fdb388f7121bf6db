namespace BookingEngine.Infrastructure.Configuration;

/// <summary>A setting is missing or wrong. The message names the variable and the expected value, never the actual one.</summary>
public sealed class SettingException(string message) : Exception(message);
