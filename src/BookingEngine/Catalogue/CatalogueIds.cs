using System.Text.Json.Serialization;
using BookingEngine.Ports;

namespace BookingEngine.Catalogue;

[JsonConverter(typeof(TextIdJsonConverter<ResourceId>))]
public readonly record struct ResourceId(string Value) : ITextId<ResourceId>
{
    public static ResourceId Of(string value) => new(value);

    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdJsonConverter<ServiceId>))]
public readonly record struct ServiceId(string Value) : ITextId<ServiceId>
{
    public static ServiceId Of(string value) => new(value);

    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdJsonConverter<LocationId>))]
public readonly record struct LocationId(string Value) : ITextId<LocationId>
{
    public static LocationId Of(string value) => new(value);

    public override string ToString() => Value;
}
