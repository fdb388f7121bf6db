using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Holds;
using BookingEngine.Users;

namespace BookingEngine.Functions.Fields;

/// <summary>Fields with ids. Only their format is checked here. The command or query refuses unknown ids.</summary>
internal static class IdFields
{
    private const int MaximumResources = 500, HoldIdLength = 93;

    private static readonly ValueShape
        Shape = ValueShape.Text with { MinLength = 1, MaxLength = CatalogueIdRules.MaximumLength },
        HoldShape = ValueShape.Text with { MinLength = 1, MaxLength = HoldIdLength };

    extension(RequestFields fields)
    {
        public ServiceId? OptionalServiceId(string name, string description) =>
            fields.Optional(name, description).CatalogueId() is { } id ? new ServiceId(id) : null;

        public ResourceId? OptionalResourceId(string name, string description) =>
            fields.Optional(name, description).CatalogueId() is { } id ? new ResourceId(id) : null;

        /// <summary>The resources that a booking of several must have; null for none.</summary>
        public ImmutableArray<ResourceId>? RequiredResources()
        {
            var read = fields.Optional(
                "resource_ids", "For a service with `needs` or `segments`: resources that must be among the booking's. The others are chosen. If omitted, all are.")
                .OrNull().ResourceIds(ResourceNeed.MaximumResources);
            return read.IsEmpty ? null : read;
        }

        public BookingId? BookingId(string name, string description) => fields.Optional(name, description).Parsed<BookingId>(
            text => Guid.TryParseExact(text, "D", out var id) ? new(id) : null, "must be the id of a booking", ValueShape.Text);
    }

    extension(RequestValue value)
    {
        public string? CatalogueId() => value.Matching(CatalogueIdRules.IsValid, CatalogueIdRules.Format, Shape);

        /// <summary>A list of resource ids without duplicates.</summary>
        public ImmutableArray<ResourceId> ResourceIds(int maximum = MaximumResources)
        {
            HashSet<string> read = [];
            return
            [
                .. value.List(maximum, item =>
                {
                    var id = item.CatalogueId();
                    if (id is not null && !read.Add(id))
                    {
                        item.Fail("must not be listed twice");
                    }

                    return new ResourceId(id ?? "");
                }),
            ];
        }

        public UserId? UserId() => value.Parsed<UserId>(
            text => Guid.TryParseExact(text, "D", out var id) ? new(id) : null, "must be the id of a user", ValueShape.Text);

        public SeriesId? SeriesId() => value.Parsed(
            text => Guid.TryParseExact(text, "D", out var id) ? BookingEngine.Calendars.Events.SeriesId.TryParse(id) : null, "must be the id of a series", ValueShape.Text);

        public HoldId? HoldId() => value.Parsed(BookingEngine.Holds.HoldId.TryParse, "must be the id of a hold", HoldShape);
    }
}
